/** The value of a cookie in the header of a request (RFC 6265 §4.2.1). */
export function maybeCookie(header: string, name: string): string | undefined {
  const pair = header.split('; ').find((each) => each.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}
