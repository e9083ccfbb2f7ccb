-- EXPECT error|abort:mem | %q makes four bytes of one
return #string.format("%q", ("\1"):rep(8000000))
