DROP SEQUENCE ticket_number;
