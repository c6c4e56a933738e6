"""What music it is: MCCLSTM and the six networks it is compared with, trained, judged and exported."""
