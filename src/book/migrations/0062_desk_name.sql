-- How people call the desk at this machine, when the name the machine gives is not the one on the wall.
CREATE TABLE desk_name (
    machine TEXT PRIMARY KEY,
    name    TEXT NOT NULL
) STRICT;
