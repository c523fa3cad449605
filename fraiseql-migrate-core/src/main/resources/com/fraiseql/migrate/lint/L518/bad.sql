ALTER SEQUENCE ticket_number RENAME TO number_of_ticket;
