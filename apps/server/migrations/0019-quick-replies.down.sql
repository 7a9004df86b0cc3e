drop table quick_replies;
