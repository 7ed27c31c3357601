/** The settings file as it is laid down at the first start: every setting with what it does, and nothing switched on. */
export const newSettingsText = `# Schoolgate's settings. What is left out, or commented out with "#", has the value shown here.
# SCHOOLGATE_… environment variables and the flags of "npm start" (see "npm start -- --help") come before this file.
# Restart Schoolgate after a change.

# The address that the proxy and the dashboard listen on. 127.0.0.1 serves this machine only; 0.0.0.0 serves every network
# that this machine is on.
# host: 127.0.0.1

# The address that devices open the dashboard by. Set it as soon as other devices use Schoolgate.
# publicUrl: https://schoolgate.school.example:8000

proxy:
  # port: 8080
  # How many workers share the port. auto: one on up to three processors, otherwise one for every two (Linux), at most eight.
  # workers: auto
  # How devices reach the proxy, if not by the dashboard's name and the port above.
  # publicAddress: schoolgate.school.example:8080
  # PEM files with further certificate authorities that origins may be signed by (an intranet's, for instance);
  # relative names are looked for in this folder.
  # extraRoots:
  #   - intranet-ca.pem
  # Lists of certificates that their issuers have withdrawn (CRL, PEM or DER): files, or folders of them, read again every hour.
  # revocationLists:
  #   - crls
  # Whether pupils may reach the school's own private networks through the proxy.
  # privateNetworks: false
  # Minutes after which a device whose extension is silent is held at a page that says why; null: only when it asks for a new
  # connection, since its pass ends after ten minutes. The extension is heard every 15 seconds. The dashboard stays open to it.
  # holdStaleDevices: 11
  # The browser that looks at pages before lessons: a path, null to look in the usual places (Chromium, Chrome), or false for none.
  # Without one, pages are looked at by a program that runs no scripts and takes no pictures.
  # browser: null
  # Origins that are reached by an internal address only.
  # connectTo:
  #   intranet.school.example:443: 10.1.2.3:8443

dashboard:
  # port: 8000
  # auto: plain HTTP on this machine alone, and HTTPS with a certificate from the school's own authority otherwise.
  # off: plain HTTP, for a server that stands behind another one that does HTTPS.
  # https: auto

# The mail server that takes letters to staff (alerts to the safeguarding lead, that a plan was answered, that a lesson is not ready): no
# pupil and no page is named in them. Without it nobody is told by e-mail, and the overview says so; letters wait, and are seen under Jobs. tls: from the first byte, usually port 465; starttls: usually 587; none: for a relay on
# this machine. The password stands alone in a file; relative names are looked for in this folder.
# mail:
#   host: smtp.school.example
#   port: 587
#   security: starttls
#   user: schoolgate
#   passwordFile: mail-password
#   from: Schoolgate <schoolgate@school.example>

# Who is behind an address that gives no credentials (a computer room without the extension, for instance).
# Each entry names a group, or one person on the roster; where ranges overlap the narrowest counts. The group "unknown" is for
# networks of strangers' devices. Browsers there are not asked who they are: leave out networks of managed devices.
# addresses:
#   - { cidr: 10.20.12.0/24, group: ks3, name: Room 12 }
# A range for visitors' own devices: they enter the code of a voucher that staff make in the dashboard (Guests).
#   - { cidr: 10.40.0.0/16, guests: true, name: Visitors }

# What goes to the operators' log on the error stream: error, warn, info or debug. It never names a pupil or a page.
log:
  # level: warn
`;
