CREATE SEQUENCE ticket_number AS smallint;
SELECT setval('ticket_number', 32767);
SELECT nextval('ticket_number');
