CREATE SEQUENCE invoice_number;
DROP SEQUENCE invoice_number;
