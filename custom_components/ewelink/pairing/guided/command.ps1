& {
  $utf8 = [Text.Encoding]::UTF8
  function Send-Request($line, $body, $address = '@ADDRESS@') {
    $name, $port = $address.Split(':')
    if (-not $port) { $port = @PORT@ }
    $head = $line + " HTTP/1.1`r`nHost: $address`r`n" +
      "Accept: */*`r`nContent-Type: application/json; charset=utf-8`r`n"
    if ($body) { $head += 'Content-Length: ' + $utf8.GetByteCount($body) + "`r`n" }
    $bytes = $utf8.GetBytes($head + "`r`n" + $body)
    $answer = ''
    $lost = $false
    $client = New-Object Net.Sockets.TcpClient
    try {
      if ($client.ConnectAsync($name, [int]$port).Wait(10000)) {
        $stream = $client.GetStream()
        $stream.ReadTimeout = 10000
        $stream.Write($bytes, 0, $bytes.Length)
        $lost = $true
        $buffer = New-Object byte[] 2048
        do {
          $count = $stream.Read($buffer, 0, 2048)
          $answer += [Text.Encoding]::ASCII.GetString($buffer, 0, $count)
        } while ($count -and $answer.Length -lt 4096 -and $answer -notmatch '\{[^}]*\}')
        $lost = $false
      }
    } catch {
      # The connection failed; whether the request was sent is in $lost.
    } finally {
      $client.Close()
    }
    $found = [regex]::Match($answer, '\{[^}]*\}').Value -replace '[^ -~]', ''
    @{ Answer = $found; Lost = $lost }
  }
  function Format-Text($text) {
    [regex]::Replace(($text -replace '[\\"]', '\$&'), '[\x00-\x1f]', {
      '\u{0:x4}' -f [int][char]$args[0].Value
    })
  }
  @looking@
  $device = ''
  for ($try = 0; $try -lt 5 -and -not $device; $try++) {
    if ($try) { Start-Sleep -Seconds 4 }
    $device = (Send-Request 'GET /device' '').Answer
    if (-not $device -and ($try -eq 0 -or $try -eq 4)) {
      $other = (Send-Request 'GET /device' '' '@OTHER_ADDRESS@').Answer
      if ($other -match '^\{ *"data" *: *"[A-Za-z0-9+/=]{16,}" *\}$') {
        @encrypted@
        return
      }
    }
  }
  if (-not $device) {
    @no_device@
    return
  }
  if ($device -notmatch '"deviceid"') {
    if ($device -match '"data"') {
      @encrypted@
    } else {
      @not_ewelink@
    }
    return
  }
  do { $ssid = Read-Host @ask_name@ } until ($ssid)
  if ($utf8.GetByteCount($ssid) -gt 31) {
    @name_too_long@
    return
  }
  $secret = Read-Host @ask_password@ -AsSecureString
  $password = [Net.NetworkCredential]::new('', $secret).Password
  $length = $utf8.GetByteCount($password)
  if ($length -and ($length -lt 8 -or $length -gt 63)) {
    @password_length@
    return
  }
  $body = '{"port":443,"serverName":"@SERVER@","password":"' +
    (Format-Text $password) + '","ssid":"' + (Format-Text $ssid) + '"}'
  if ($utf8.GetByteCount($body) -gt 300) {
    @both_too_long@
    return
  }
  @sending@
  $sent = 'false'
  $end = (Get-Date).AddSeconds(70)
  for ($try = 0; $try -lt 5 -and (Get-Date) -lt $end; $try++) {
    $code = 'null'
    $reply = Send-Request 'POST /ap' $body
    if ($reply.Answer -match '"error" *: *(-?[0-9]{1,6})') { $code = $Matches[1] }
    if ($code -eq '0') {
      $sent = 'true'
      $code = 'null'
      break
    }
    Start-Sleep -Seconds 2
    $again = (Send-Request 'GET /device' '').Answer
    if (-not $again) { $again = (Send-Request 'GET /device' '').Answer }
    if ($again -ne $device) {
      # What was sent before the connection broke has most likely been taken.
      if ($reply.Lost) { $sent = 'true' }
      break
    }
  }
  if ($sent -eq 'false') { @not_taken@ }
  @copy@
  'ewelink-pairing:{"device":' + $device + ',"sent":' + $sent + ',"error":' + $code + '}'
}
