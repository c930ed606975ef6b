module mutex

go 1.19
