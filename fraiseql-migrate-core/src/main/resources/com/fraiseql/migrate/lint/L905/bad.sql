CREATE EXTENSION not_on_this_server;
