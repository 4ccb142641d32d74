window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id_str": "101",
   "created_at": "Sat Jul 16 10:00:00 +0000 2022",
   "full_text": "The minister visited Rabat.",
   "lang": "en"
  }
 }
]
