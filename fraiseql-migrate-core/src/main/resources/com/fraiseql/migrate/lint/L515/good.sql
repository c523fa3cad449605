CREATE TYPE mood AS ENUM ('good', 'bad');
ALTER TYPE mood RENAME TO feeling;
