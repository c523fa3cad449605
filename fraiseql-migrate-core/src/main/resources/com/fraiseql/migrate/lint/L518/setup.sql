CREATE SEQUENCE ticket_number;
