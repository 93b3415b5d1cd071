sh <<'END'
{
LC_ALL=C
export LC_ALL
unset ssid password body

stop() { echo "$1"; exit 1; }

request() {
  path=$1
  shift
  curl -q -s --http1.1 --noproxy '*' -m 10 -H 'User-Agent:' -H 'Expect:' \
    -H 'Content-Type: application/json; charset=utf-8' "$@" "http://@ADDRESS@$path"
}

ask_device() { request /device </dev/null | tr -cd ' -~'; }

quote() {
  printf %s "$1" | awk '
    BEGIN {
      for (i = 1; i < 32; i++) safe[sprintf("%c", i)] = sprintf("\\u%04x", i)
      safe["\""] = "\\\""
      safe["\\"] = "\\\\"
    }
    {
      for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        printf "%s", ((c in safe) ? safe[c] : c)
      }
    }'
}

command -v curl >/dev/null || stop 'This needs curl. Install it and try again.'
echo 'Looking for the device ...'
for try in 1 2 3 4 5; do
  device=$(ask_device)
  [ -z "$device" ] || break
  [ $try = 5 ] || sleep 4
done
case $device in
  '') stop 'No device answers that can be added. Join its Wi-Fi (ITEAD-...) and try again.' ;;
  '{'*'"deviceid"'*'}') ;;
  '{'*'"data"'*) stop 'This device answers encrypted: it can be paired by its app only.' ;;
  *) stop 'What answers is not an eWeLink device in pairing mode.' ;;
esac

saved=$(stty -g </dev/tty) || stop 'This needs a terminal.'
trap 'stty "$saved" </dev/tty' EXIT
trap 'exit 1' HUP INT TERM
until [ -n "$ssid" ]; do
  printf 'Name of your 2.4 GHz Wi-Fi: '
  IFS= read -r ssid </dev/tty || exit 1
done
[ ${#ssid} -le 31 ] || stop 'This name is too long for a device (31 bytes at most).'
stty -echo </dev/tty
printf 'Its password (not shown; nothing for an open network): '
IFS= read -r password </dev/tty || exit 1
stty "$saved" </dev/tty
echo
case ${#password} in
  0 | [89] | [1-5][0-9] | 6[0-3]) ;;
  *) stop 'A Wi-Fi password has 8 to 63 characters.' ;;
esac
body=$(
  printf '{"port":443,"serverName":"@SERVER@","password":"%s","ssid":"%s"}' \
    "$(quote "$password")" "$(quote "$ssid")"
)
[ ${#body} -le 300 ] || stop 'The name and the password are too long for a device.'

echo 'Sending ...'
sent=false
end=$(($(date +%s) + 70))
for try in 1 2 3 4 5; do
  reply=$(printf %s "$body" | request /ap --data-binary @- -w ' %{size_upload}')
  result=$?
  code=$(printf %s "$reply" | sed -n 's/.*"error" *: *\(-\{0,1\}[0-9]\{1,6\}\).*/\1/p')
  [ "$code" = 0 ] && sent=true code= && break
  sleep 2
  again=$(ask_device)
  [ -n "$again" ] || again=$(ask_device)
  if [ "$again" = "$device" ]; then
    [ "$(date +%s)" -lt $end ] && continue
  else
    # What was sent before the connection broke has most likely been taken.
    case "$result$reply" in
      '28 0') ;;
      28* | 56*) sent=true code= ;;
    esac
  fi
  break
done
[ $sent = true ] || echo 'The device did not take the Wi-Fi.'
echo 'Copy the next line into Home Assistant:'
printf 'ewelink-pairing:{"device":%s,"sent":%s,"error":%s}\n' \
  "$device" $sent "${code:-null}"
}
END
