/** Why a line of a list cannot be used. Few and fixed, so that a report can count them. */
export const lineProblems = {
  notHost: 'This is not a host name.',
  longLabel: 'A part of the name is longer than the 63 characters that a name server can hold.',
  spaces: 'A line holds one host name or one host name with a path, without spaces.',
  wildcard: 'An asterisk can only stand for whatever is in front of a name, as in *.example.org.',
  userName: 'A list entry has no user name.',
  port: 'A list entry has no port: it holds for every port.',
  scheme: 'Only http and https addresses are judged.',
  fragment: 'What stands behind # never reaches a filter; without it the whole host would be meant.',
  wideRange: 'The range is too wide to be meant: /8 (IPv6: /16) is the widest.',
  notRange: 'This is not a range of addresses such as 192.0.2.0/24.',
  suffix: 'This is where strangers register names (a public suffix); if all of them are meant, *. must stand in front.',
  tooLong: 'The line is too long to be an entry of a list.',
  notUtf8: 'The line is not UTF-8 text.',
  nul: 'The line holds a NUL byte.',
} as const;
