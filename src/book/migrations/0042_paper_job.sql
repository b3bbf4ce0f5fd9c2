-- The print service's own number of a print: asked for again after a power cut, until it says what became of it.
ALTER TABLE paper ADD COLUMN job INTEGER;
