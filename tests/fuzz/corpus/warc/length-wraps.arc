http://www.kcna.co.jp/odd.htm 210.0.0.1 20040607080910 text/html 18446744073709551530
<html><title>Odd</title><p>x</html>
