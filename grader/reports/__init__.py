"""Reports: a `Grade` goes in, text or a file comes out. One file a format; none of them judges anything."""
