COMMENT ON PUBLICATION blog IS 'for the search';
