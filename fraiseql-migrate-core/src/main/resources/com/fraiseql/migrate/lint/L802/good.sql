CREATE SEQUENCE ticket_number;
SELECT setval('ticket_number', 32767);
SELECT nextval('ticket_number');
