& {
  $utf8 = [Text.Encoding]::UTF8
  function Send-Request($line, $body) {
    $head = $line + " HTTP/1.1`r`nHost: @ADDRESS@`r`n" +
      "Accept: */*`r`nContent-Type: application/json; charset=utf-8`r`n"
    if ($body) { $head += 'Content-Length: ' + $utf8.GetByteCount($body) + "`r`n" }
    $bytes = $utf8.GetBytes($head + "`r`n" + $body)
    $answer = ''
    $lost = $false
    $client = New-Object Net.Sockets.TcpClient
    try {
      if ($client.ConnectAsync('@HOST@', @PORT@).Wait(10000)) {
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
  'Looking for the device ...'
  $device = ''
  for ($try = 0; $try -lt 5 -and -not $device; $try++) {
    if ($try) { Start-Sleep -Seconds 4 }
    $device = (Send-Request 'GET /device' '').Answer
  }
  if (-not $device) {
    'No device answers that can be added. Join its Wi-Fi (ITEAD-...) and try again.'
    return
  }
  if ($device -notmatch '"deviceid"') {
    if ($device -match '"data"') {
      'This device answers encrypted: it can be paired by its app only.'
    } else {
      'What answers is not an eWeLink device in pairing mode.'
    }
    return
  }
  do { $ssid = Read-Host 'Name of your 2.4 GHz Wi-Fi' } until ($ssid)
  if ($utf8.GetByteCount($ssid) -gt 31) {
    'This name is too long for a device (31 bytes at most).'
    return
  }
  $secret = Read-Host 'Its password (nothing for an open network)' -AsSecureString
  $password = [Net.NetworkCredential]::new('', $secret).Password
  $length = $utf8.GetByteCount($password)
  if ($length -and ($length -lt 8 -or $length -gt 63)) {
    'A Wi-Fi password has 8 to 63 characters.'
    return
  }
  $body = '{"port":443,"serverName":"@SERVER@","password":"' +
    (Format-Text $password) + '","ssid":"' + (Format-Text $ssid) + '"}'
  if ($utf8.GetByteCount($body) -gt 300) {
    'The name and the password are too long for a device.'
    return
  }
  'Sending ...'
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
  if ($sent -eq 'false') { 'The device did not take the Wi-Fi.' }
  'Copy the next line into Home Assistant:'
  'ewelink-pairing:{"device":' + $device + ',"sent":' + $sent + ',"error":' + $code + '}'
}
