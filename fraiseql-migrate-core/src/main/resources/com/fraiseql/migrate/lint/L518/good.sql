CREATE SEQUENCE number_of_ticket;
