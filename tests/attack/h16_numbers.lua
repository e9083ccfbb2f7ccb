-- EXPECT error | a number that JSON readers would change
return { 2 ^ 53, math.maxinteger }
