filedesc://a.arc 0.0.0.0 20040607080910 text/plain 76
1 0 InternetArchive
URL IP-address Archive-date Content-type Archive-length

http://h/a b.htm 210.0.0.1 20040607080910 text/html 99999
HTTP/1.1 200 OK
Content-Type: text/html

<title>Ducks</title><body><p>The ducks stay on the river through the winter, and children feed them.</p></body>
http://h/v2 210.0.0.1 20120102030405 text/html 200 AB - 12 a.arc 155
HTTP/1.1 200 OK
Content-Type: text/html

<title>Ducks</title><body><p>The ducks stay on the river through the winter, and children feed them.</p></body>
