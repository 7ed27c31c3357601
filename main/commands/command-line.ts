// Every command with its flags. A command's code is loaded only when it is the one that was asked for.
import { Command } from 'commander';
import type { Outcome } from '../outcome.ts';
import { sentenceOf } from '../processes/sentence-of.ts';

/** Runs one command and sets the exit code: 0, or 1 with a sentence on the error stream. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  // Whoever reads the output may stop reading (`| head`); what the command does is done all the same.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const program = new Command('schoolgate')
    .description('A school web filter: a managed Chrome extension, a filtering proxy and a dashboard.')
    .helpCommand(false)
    .showHelpAfterError('(--help lists what there is)');
  addServing(program);
  addLists(program);
  addPolicy(program);
  addPeople(program);
  addAuthority(program);
  addPassThrough(program);
  addEvidence(program);
  addExplain(program);
  await program.parseAsync(argv);
}

function addServing(program: Command): void {
  const serving = [
    ['serve', 'serve the proxy and the dashboard; makes a starter school at the first start'],
    ['proxy', 'serve only the proxy'],
    ['dashboard', 'serve only the dashboard'],
  ] as const;
  for (const [name, description] of serving) {
    const command = withData(program.command(name))
      .description(description)
      .option('--host <address>', 'the address to listen on; 0.0.0.0 serves every network (default 127.0.0.1)')
      .option('--public-url <url>', 'the address that devices open the dashboard by')
      .option('--proxy-port <port>', 'the port of the proxy (default 8080)')
      .option('--proxy-workers <number>', 'how many workers share the port of the proxy (default auto)')
      .option('--dashboard-port <port>', 'the port of the dashboard (default 8000)')
      .option('--log-level <level>', "fatal, error, warn, info, debug or silent: the operators' log on the error stream (default warn)")
      .option(
        '--demo',
        'serve a demo school with a fortnight of made-up pupils, events and requests; its data is in "demo" in the data folder',
      )
      .addHelpText(
        'after',
        '\nSettings are in settings.yaml in the data folder; SCHOOLGATE_… environment variables come before it, and flags before both.',
      );
    command.action((flags) => finish(async () => (await import('./serve-command.ts')).serveCommand(name, flags)));
  }
}

function addLists(program: Command): void {
  const lists = program
    .command('lists')
    .description(
      "lists of addresses and phrases: the school's own, in lists/*.txt and phrases/*.txt in the data folder, and those of others",
    );
  withData(lists.command('import'))
    .argument('<path>', 'a file, a folder, or a .gz, .tar or .tar.gz of them')
    .option('--name <name>', 'what to call it; a second import of the same name replaces the first')
    .option('--category <id>', 'the category of every list in it, whatever it is called')
    .option(
      '--format <format>',
      'domains, ut1-domains, ut1-urls, ut1-expressions, hosts, adblock, csv or phrases (default: by its name and content)',
    )
    .description('copy lists of others into the data folder and put them in force')
    .action((path, flags) => finish(async () => (await import('./list-sources-command.ts')).importLists(path, flags)));
  withData(lists.command('update'))
    .argument('[id...]', 'sources of lists.yaml (default: all)')
    .option('--due', 'only those that their schedule says are due')
    .description('fetch the sources of lists.yaml; a version that looks wrong is held for a person')
    .action((ids, flags) => finish(async () => (await import('./list-sources-command.ts')).updateLists(ids, flags)));
  withData(lists.command('status'))
    .description('what is in force, what is held and why, and what is due')
    .action((flags) => finish(async () => (await import('./list-sources-command.ts')).showListStatus(flags)));
  withData(lists.command('accept'))
    .argument('<id>', 'a source whose new version is held')
    .description('put the version that is held in force')
    .action((id, flags) => finish(async () => (await import('./list-sources-command.ts')).acceptList(id, flags)));
  withData(lists.command('import-mandatory'))
    .argument('<file>', 'the licensed list: an address a line, with or without its scheme')
    .requiredOption('--name <name>', 'what the list is called, such as "IWF URL list"; a second import of the same name replaces the first')
    .option('--even-if-shorter', 'take it although it is less than half as long as the one in force')
    .description('put a list of illegal addresses in force; only keyed hashes of it are kept, and nobody can switch it off')
    .action((file, flags) => finish(async () => (await import('./mandatory-command.ts')).importMandatoryList(file, flags)));
  withData(lists.command('check'))
    .description('name every line that cannot be used')
    .action((flags) => finish(async () => (await import('./lists-command.ts')).checkLists(flags)));
  withData(lists.command('publish'))
    .description('give the lists as they are now to every proxy and extension; a restart does the same')
    .action((flags) => finish(async () => (await import('./lists-command.ts')).publishChangedLists(flags)));
}

function addPolicy(program: Command): void {
  const policy = program
    .command('policy')
    .description("the school's policy, as a file of YAML (or JSON) with comments; see docs/policy.md");
  const load = () => import('./policy-command.ts');
  withData(policy.command('show'))
    .argument('[version]', 'a version that "policy history" lists (default: the one in force)')
    .description('print the policy')
    .action((version, flags) => finish(async () => (await load()).showPolicy(version, flags)));
  policy
    .command('check')
    .argument('<file>')
    .description('name everything that is wrong with a policy file, by line')
    .action((file) => finish(async () => (await load()).checkPolicyFile(file)));
  withData(policy.command('diff'))
    .argument('<file>')
    .description('say what a policy file would change')
    .action((file, flags) => finish(async () => (await load()).diffPolicyFile(file, flags)));
  withData(policy.command('apply'))
    .argument('<file>')
    .description('put a policy file in force; refused when somebody changed the policy meanwhile')
    .action((file, flags) => finish(async () => (await load()).applyPolicyFile(file, flags)));
  withData(policy.command('pull'))
    .argument('<file>')
    .option('--discard', 'also where the file holds changes that were never applied')
    .description('bring a policy file up to the policy in force; its comments stay')
    .action((file, flags) => finish(async () => (await load()).pullPolicyFile(file, flags)));
  withData(policy.command('history'))
    .description('list the versions, with who made them and when')
    .action((flags) => finish(async () => (await load()).showPolicyHistory(flags)));
  policy
    .command('schema')
    .description('print the JSON Schema of policy files, for editors')
    .action(() => finish(async () => (await load()).printPolicySchema()));
}

function addPeople(program: Command): void {
  const roster = program.command('roster').description('who is judged: pupils and staff');
  withData(roster.command('import'))
    .argument('<file>', 'a CSV file with the columns login,name,kind,group')
    .description('add and change people; bad lines are named and left out')
    .action((file, flags) => finish(async () => (await import('./roster-command.ts')).importRosterFile(file, flags)));
  const account = program.command('account').description('who uses the dashboard');
  withData(account.command('invite'))
    .argument('<email>')
    .requiredOption('--name <name>', 'as others see it: "Ada Okafor"')
    .requiredOption('--role <role>', 'administrator, safeguarding-lead, committee, head, governor, technician, teacher or authority')
    .description('make an account and print the link that signs it in once')
    .action((email, flags) => finish(async () => (await import('./account-command.ts')).inviteAccount(email, flags)));
  withData(account.command('link'))
    .argument('<email>')
    .description('print a new one-time link for an account, for somebody who is locked out')
    .action((email, flags) => finish(async () => (await import('./account-command.ts')).linkAccount(email, flags)));
}

function addPassThrough(program: Command): void {
  const passThrough = program.command('pass-through').description('sites whose connections are relayed unread');
  withData(passThrough.command('proposals'))
    .option('--json', 'print one JSON array for programs')
    .description('list the sites whose programs keep refusing the certificates of the filter, on several devices')
    .action((flags) => finish(async () => (await import('./pass-through-command.ts')).showProposals(flags)));
}

function addAuthority(program: Command): void {
  const authority = program.command('ca').description('the certificate authority that devices must trust');
  const load = () => import('./ca-command.ts');
  withData(authority.command('show'))
    .description('say which authority is in use, and which takes over when')
    .action((flags) => finish(async () => (await load()).showAuthority(flags)));
  withData(authority.command('export'))
    .requiredOption('--format <format>', 'pem, der, mobileconfig (iPhone, iPad, Mac), windows (a PowerShell script) or android')
    .option('--out <folder>', 'where to put the files', '.')
    .description('write the certificates for a kind of device, and say what to do there; never the key')
    .action((flags) => finish(async () => (await load()).exportCertificates(flags)));
  withData(authority.command('rotate'))
    .option('--after <days>', 'when it takes over; until then devices are to learn it', '14')
    .option('--key <kind>', 'p-256, or rsa-2048 for devices that are too old for it', 'p-256')
    .option('--never <names...>', 'host names that it may never issue for, with all below them: pass these through, or they do not open')
    .description('make a new authority beside the one in use')
    .action((flags) => finish(async () => (await load()).rotateAuthority(flags)));
}

function addEvidence(program: Command): void {
  const evidence = program.command('evidence').description('proof that records are as they were kept');
  withData(evidence.command('check'))
    .description('walk the hash chain over events, incidents and the audit trail, and name the first place that does not fit')
    .action((flags) => finish(async () => (await import('./evidence-command.ts')).checkEvidence(flags)));
  evidence
    .command('verify')
    .argument('<pack>', 'an evidence pack (ZIP)')
    .option('--key <fingerprint>', "the fingerprint of the school's key, as the school told it by another way")
    .description('say whether an evidence pack is as the school made it; needs no network and no data folder')
    .action((pack, flags) => finish(async () => (await import('./evidence-command.ts')).verifyEvidence(pack, flags)));
  withData(evidence.command('key'))
    .description("print the fingerprint of the school's key, for those who check its evidence packs")
    .action((flags) => finish(async () => (await import('./evidence-command.ts')).showEvidenceKey(flags)));
}

function addExplain(program: Command): void {
  program
    .command('judge')
    .option('--policy <file>', 'a policy file (default: the starter policy)')
    .option('--lists <path>', 'a folder, file or archive of lists, beside the starter’s')
    .option('--in <file>', 'questions (default: the standard input)')
    .description('answer questions in bulk: JSON lines {id, url | text, subject?, group?, at?, destination?, place?} in, verdicts out')
    .action((flags) => finish(async () => (await import('./judge-command.ts')).judgeInBulk(flags)));
  withData(program.command('explain'))
    .argument('<url>', 'the address, as a browser shows it')
    .description('say in words what the filter does with an address, why, and who can change it')
    .option('--as <who>', 'a sign-in name on the roster, or a group such as "8b" (default: somebody whom the filter does not know)')
    .option('--at <moment>', "date and time by the school's clock: 2026-11-24T10:05 (default: now)")
    .option('--place <place>', 'on-site or off-site (default on-site)')
    .option('--language <language>', "en or cy (default: the school's)")
    .option('--json', 'print one JSON object for programs')
    .option('--policy <file>', "ask this policy (YAML or JSON) instead of the school's")
    .option('--lists <folder>', 'with --policy: read the lists in lists/*.txt and phrases/*.txt of this folder too')
    .addHelpText('after', '\nExit code: 0 when the address opens, 2 when it is blocked, 1 when the question cannot be answered.')
    .action((url, flags) => finish(async () => (await import('./explain-command.ts')).explainAddress(url, flags)));
}

function withData(command: Command): Command {
  return command.option('--data <folder>', 'the data folder (default ./data)');
}

/** The one place where a command ends: expected failures are sentences, anything else is a fault of ours and shows its stack. */
async function finish(work: () => Promise<Outcome<unknown>>): Promise<void> {
  const outcome = await work().catch((error: unknown): Outcome<never> => {
    const problem = sentenceOf(error);
    if (problem === null) throw error;
    return { ok: false, problem };
  });
  if (outcome.ok) return;
  process.stderr.write(`${outcome.problem}\n`);
  process.exitCode = 1;
}
