ALTER SYSTEM RESET log_parser_stats;
