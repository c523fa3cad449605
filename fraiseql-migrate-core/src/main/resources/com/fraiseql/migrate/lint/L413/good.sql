CREATE TYPE weather AS ENUM ('sun', 'rain');
DROP TYPE weather;
