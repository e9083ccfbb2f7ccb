-- EXPECT abort:cpu|abort:wall | an endless loop whose iterator is a function of C
for _ in rawlen, "x" do end
