// British English: what is nobody's policy, and the extension's own pages.
import type { NoticeWords, ProblemWords } from '../notice-words.ts';

const says = (title: string, ...sentences: string[]): ProblemWords => ({ title, sentences });

const tellTechnician = 'If this site is needed, tell the school’s technician its address and what it says here.';

export const enNotices: NoticeWords = {
  troubles: {
    'device-unknown': says(
      'This device is not set up for the school’s internet',
      'The web filter does not know who is asking, so it lets nothing through.',
      'Ask the school’s technician to enrol this device. If it worked before, restart the browser.',
    ),
    'device-silent': says(
      'The school’s extension has gone quiet on this device',
      'The web filter has not heard from the school’s browser extension here for some time, so pages wait.',
      'Close the browser and open it again. The extension reports back within half a minute; then load this page again.',
      'If it stays like this, tell the school’s technician: the extension may be switched off, or may not reach the school’s server.',
    ),
    'guest-code-wanted': says(
      'Visitors need a code here',
      'This network is for visitors, and nobody has signed in on this device.',
      'Open http://schoolgate.internal/guest and enter the code that a member of staff gave you.',
    ),
    'no-policy': says(
      'The web filter is not set up yet',
      'There is no policy that the filter could use, so it lets nothing through.',
      'The school’s administrator publishes one in the dashboard.',
    ),
    'request-unreadable': says('The request could not be read', 'What the browser sent is not a proper request.'),
    'connect-without-name': says('The request could not be read', 'CONNECT needs a host name and a port.'),
    'request-misdirected': says(
      'The request went to the wrong place',
      'The name in the request is not the name that the connection was opened for.',
    ),
    'not-a-website': says('This is the school’s web filter', 'Browsers use it as a proxy. There is no website here.'),
    'own-name': says('There is no website here', 'This name belongs to the web filter itself.'),
    'filter-fault': says(
      'The web filter could not handle this request',
      'Something went wrong inside the web filter, so it lets nothing through.',
      'Try again in a minute. If it stays like this, tell the school’s technician.',
    ),
    'filter-busy': says('The web filter is busy', 'Too many requests are waiting. Try again in a minute.'),
    'unusual-port': says(
      'Only the usual port is open',
      'The web filter does not read this site’s traffic, so it lets only ordinary https pass to it.',
    ),
    loop: says(
      'The request went round in a circle',
      'It has been through this web filter already. The technician should check the proxy settings of this device and of the network.',
    ),
    'password-asked': says(
      'The site’s answer could not be used',
      'The site asked for the password of the school’s web filter. The filter did not pass that on.',
    ),
    'answer-not-http': says('The site’s answer could not be read', 'The site sent something that is not proper HTTP.'),
    'answer-head-too-long': says('The site’s answer could not be read', 'The site sent more header data than the filter accepts.'),
    'no-such-name': says('There is no site of this name', 'Check the address for a typing mistake.'),
    'name-not-looked-up': says('The site’s name could not be looked up', 'The name service did not answer. Try again in a minute.'),
    'connection-refused': says('The site does not answer', 'The site’s server refused the connection. It may be switched off.'),
    'connection-broken': says('The site broke off the connection', 'The connection ended before the page came. Try again.'),
    'connection-timeout': says('The site does not answer', 'No connection came about in time. The site may be down or overloaded.'),
    'answer-late': says('The site takes too long', 'The site accepted the request and then did not answer.'),
    'answer-stopped': says('The site takes too long', 'The site stopped in the middle of its answer.'),
    'answer-incomplete': says('The site’s answer is incomplete', 'Less or more came than the site had announced.'),
    'no-route': says('The site cannot be reached', 'There is no way to the site’s network from here.'),
    'address-prohibited': says(
      'This address is not open through the filter',
      'The name leads into a private network or to this computer itself, or to a port that is not used for websites.',
    ),
    'no-secure-connection': says(
      'No secure connection to the site',
      'The site and the filter could not agree on a secure connection.',
      tellTechnician,
    ),
    'outdated-tls': says(
      'No secure connection to the site',
      'The site speaks only versions of TLS that have been broken (1.0 or 1.1).',
      tellTechnician,
    ),
    'warning-refused': says(
      'This warning cannot be answered any more',
      'It was shown too long ago, or for another page or another person. Nothing was opened.',
      'Open the page again: the warning is shown again, and you can go on from there.',
    ),
  },
  certificates: {
    title: 'This site’s identity could not be proved',
    faults: {
      expired: 'The site’s security certificate has expired.',
      'not-yet-valid': 'The site’s security certificate is not valid yet.',
      'other-name': 'The site’s security certificate belongs to another name.',
      'self-made': 'The site made its security certificate itself; nobody vouches for it.',
      'untrusted-authority': 'The site’s security certificate was issued by an authority that is not trusted.',
      'untrusted-or-incomplete':
        'The site’s security certificate was issued by an authority that is not trusted, or the site does not send its complete chain.',
      forged: 'The site’s security certificate is forged or damaged.',
      withdrawn: 'The site’s security certificate was withdrawn by its issuer.',
      untrusted: 'The site’s security certificate is not trusted.',
      'other-purpose': 'The site’s security certificate is not meant for websites, or it was issued by somebody who may not issue any.',
      'issuer-may-not': 'The site’s security certificate was issued by somebody who may not issue any.',
      'own-authority': 'The site shows a security certificate of this school’s own filter. Only the filter may do that.',
      'no-names': 'The site’s security certificate does not say, in the place where browsers look, which names it is for.',
      'weak-key': 'The site’s security certificate, or that of an issuer, has a key that is too weak to prove anything.',
      'weak-signature': 'The site’s security certificate, or that of an issuer, is signed in a way that can be forged (MD5 or SHA-1).',
      'no-staple': 'The site’s security certificate must come with a proof that it was not withdrawn, and the site sent none that counts.',
      'outside-constraints': 'The site’s security certificate was issued by an authority that may not issue any for this name.',
      'unknown-demand': 'The site’s security certificate makes a demand that the filter does not know.',
    },
    notOpened: 'The filter did not open the page, because somebody could be reading or changing it.',
    notAccepted: (code) => `The site’s security certificate was not accepted (${code}).`,
    tellTechnician,
  },
  guest: {
    title: 'Welcome. Please enter your visitor code',
    ask: 'A member of staff gives you a code of twelve letters and digits. Dashes, spaces and small letters do not matter.',
    code: 'Visitor code',
    goOnline: 'Go online',
    kept: 'The school’s web filter applies to visitors too. It keeps which sites this device opens, under your code. Whoever gave you the code is known to the school.',
    wrong: 'This code is not right, or its time is over. Look at it again, or ask whoever gave it to you for a new one.',
    tooMany: 'There were too many tries. Wait a quarter of an hour, or ask a member of staff.',
    online: 'You are online',
    until: (moment) => `Your code is good until ${moment}. You can close this page.`,
    leave: 'Sign off on this device',
    left: 'You have signed off.',
  },
  extension: {
    blocked: {
      title: 'Blocked',
      forgotten: 'Schoolgate stopped a page here, but no longer knows which one it was.',
      openAgain: 'Go back, or open the page again to see why.',
      wasBlocked: 'This page was blocked',
      openNow: 'Open it now',
      opened: 'The school has opened this page.',
    },
    notice: {
      notSetUp: 'This browser is not set up yet',
      setUp: 'This browser is set up',
      goOn: 'You can go on.',
      states: {
        waiting: [
          'Nothing can be opened until the school’s settings have arrived. That takes a few seconds when a browser starts for the first time; this page then goes on by itself.',
          'If it stays like this, tell the school’s technician: this browser’s policy holds no server address and enrolment key for Schoolgate.',
        ],
        joining: [
          'The browser is fetching the school’s rules. Nothing can be opened before they are here; this page then goes on by itself.',
          'If it stays like this, tell the school’s technician: the browser cannot reach the school’s Schoolgate server.',
        ],
        refused: [
          'The school’s server does not know this browser, so nothing can be opened.',
          'Tell the school’s technician: the enrolment key in this browser’s policy is not the one that the dashboard shows.',
        ],
      },
      noSite: {
        title: 'This address belongs to no website',
        said: 'The address holds a page itself instead of naming a website, so nobody can tell what it is. Schoolgate does not open such addresses.',
      },
      notChecked: {
        title: 'This page could not be checked',
        said: 'Something went wrong in the filter itself. To be on the safe side the page was not opened.',
        again: 'If it happens again, tell the school’s technician.',
        tryAgain: 'Try again',
      },
    },
    popup: {
      headlines: {
        ready: 'This browser is filtered',
        waiting: 'This browser is not set up yet',
        joining: 'Fetching the school’s rules',
        refused: 'The school’s server does not know this browser',
      },
      problems: {
        'no-web-request-blocking': 'Chrome does not let Schoolgate stop pages. It must be installed by the school’s policy.',
        'storage-failing': 'This browser cannot write to its disk. Free some space, then start it again.',
        'bundle-refused': 'A set of rules came that the school’s server had not signed. The last good rules are in force.',
        'enrolment-refused': 'The enrolment key in this browser’s policy is not the one that the dashboard shows.',
        'event-refused': 'The school’s server did not accept a record. It and this extension may be of different versions.',
        'floor-refused':
          'Chrome did not take the rules that hold while Schoolgate is not running. The last ones that it took are in force.',
        'many-blocked-requests': 'A page asked for so many blocked sites that not each of them was recorded.',
      },
      whatIsChecked: 'What is checked',
      everyPage: (school, phase) =>
        `Every page is compared with the rules of ${school ?? 'your school'}${phase === null ? '' : ` for ${phase}`} before it opens.`,
      whatIsKept: 'What is kept, with your school account',
      kept: [
        'Pages that were stopped, warnings, and whether you went on',
        'Searches, and questions to AI chats, that may mean somebody needs help',
      ],
      visitsOnNetwork: 'The pages you open, because you are on the school’s network',
      visitsInBrowser: 'The pages you open in this browser',
      whatIsNotKept: 'What is not kept',
      notKept: [
        'Anything else you type, what you read, your messages, passwords and screen',
        'Your name, when you visit a confidential helpline',
      ],
      typed: {
        everywhere: 'on every page',
        chats: 'in AI chats',
        category: (name) => `on pages of the category “${name}”`,
        site: (host) => `at ${host}`,
        kept: (places) => `Words you type that may mean somebody needs help, with a few words around them. They are looked for ${places}.`,
        notKept: [
          'Anything else you type, what you read, and your screen',
          'What you type into fields for passwords, payments or personal details',
          'What you type to a confidential helpline, or your name when you visit one',
        ],
      },
      why: 'Why',
      because: [
        'The school must keep everyone safe online. When words may mean that somebody is in danger, a member of staff who is trained for it looks at them.',
      ],
      rules: 'Rules',
      noRules: 'none yet',
      version: (bundle) => `version ${bundle}`,
      server: 'School server',
      connected: 'connected',
      notReached: 'not reached; the last rules stay in force',
      network: 'Network',
      schools: 'the school’s',
      notSchools: 'not the school’s; this browser filters by itself',
      notSent: 'Not sent yet',
      records: (count) => `${count} ${count === 1 ? 'record' : 'records'}`,
      dashboard: 'Open the dashboard',
      addToPlan: 'Add this page to a lesson plan',
    },
  },
};
