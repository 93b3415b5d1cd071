sh <<'END'
{
LC_ALL=C
export LC_ALL
unset ssid password body line

say() { printf '%s\n' "$1"; }

stop() { say "$1"; exit 1; }

request() {
  address=$1 path=$2
  shift 2
  curl -q -s --http1.1 --noproxy '*' -m 10 -H 'User-Agent:' -H 'Expect:' \
    -H 'Content-Type: application/json; charset=utf-8' "$@" "http://$address$path"
}

ask_device() { request "$1" /device </dev/null | tr -cd ' -~'; }

is_encrypted_elsewhere() {
  ask_device @OTHER_ADDRESS@ |
    grep -Eq '^[{] *"data" *: *"[A-Za-z0-9+/=]{16,}" *[}]$'
}

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

# A shell with a trap may miss an interrupt that comes just before it reads; one without
# a trap is ended at once. So another shell asks, and tells what was typed.
ask() {
  sh -c 'printf "%s: " "$1" >/dev/tty
    IFS= read -r line </dev/tty && printf %s "$line"' sh "$1"
}

restore() {
  trap '' HUP INT TERM
  stty "$saved" </dev/tty
}

command -v curl >/dev/null || stop @needs_curl@
say @looking@
for try in 1 2 3 4 5; do
  device=$(ask_device @ADDRESS@)
  [ -z "$device" ] || break
  case $try in
    1 | 5) is_encrypted_elsewhere && stop @encrypted@ ;;
  esac
  [ $try = 5 ] || sleep 4
done
case $device in
  '') stop @no_device@ ;;
  '{'*'"deviceid"'*'}') ;;
  '{'*'"data"'*) stop @encrypted@ ;;
  *) stop @not_ewelink@ ;;
esac

saved=$(stty -g </dev/tty) || stop @needs_terminal@
trap restore EXIT
trap 'exit 1' HUP INT TERM
until [ -n "$ssid" ]; do
  ssid=$(ask @ask_name@) || exit 1
done
[ ${#ssid} -le 31 ] || stop @name_too_long@
stty -echo </dev/tty
password=$(ask @ask_password@) || exit 1
stty "$saved" </dev/tty
echo
case ${#password} in
  0 | [89] | [1-5][0-9] | 6[0-3]) ;;
  *) stop @password_length@ ;;
esac
body=$(
  printf '{"port":443,"serverName":"@SERVER@","password":"%s","ssid":"%s"}' \
    "$(quote "$password")" "$(quote "$ssid")"
)
[ ${#body} -le 300 ] || stop @both_too_long@

say @sending@
sent=false
end=$(($(date +%s) + 70))
for try in 1 2 3 4 5; do
  reply=$(printf %s "$body" | request @ADDRESS@ /ap --data-binary @- -w ' %{size_upload}')
  result=$?
  code=$(printf %s "$reply" | sed -n 's/.*"error" *: *\(-\{0,1\}[0-9]\{1,6\}\).*/\1/p')
  [ "$code" = 0 ] && sent=true code= && break
  sleep 2
  again=$(ask_device @ADDRESS@)
  [ -n "$again" ] || again=$(ask_device @ADDRESS@)
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
[ $sent = true ] || say @not_taken@
say @copy@
printf 'ewelink-pairing:{"device":%s,"sent":%s,"error":%s}\n' \
  "$device" $sent "${code:-null}"
}
END
