// Every command with its flags. A command's code is loaded only when it is the one that was asked for.
import { Command } from 'commander';
import type { Outcome } from '../outcome.ts';
import { sentenceOf } from '../processes/sentence-of.ts';

/** Runs one command and sets the exit code: 0, or 1 with a sentence on the error stream. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const program = new Command('schoolgate')
    .description('A school web filter: a managed Chrome extension, a filtering proxy and a dashboard.')
    .helpCommand(false)
    .showHelpAfterError('(--help lists what there is)');
  addServing(program);
  addLists(program);
  addPeople(program);
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
    .description("the school's own lists of addresses and phrases, in lists/*.txt and phrases/*.txt in the data folder");
  withData(lists.command('check'))
    .description('name every line that cannot be used')
    .action((flags) => finish(async () => (await import('./lists-command.ts')).checkLists(flags)));
  withData(lists.command('publish'))
    .description('give the lists as they are now to every proxy and extension; a restart does the same')
    .action((flags) => finish(async () => (await import('./lists-command.ts')).publishChangedLists(flags)));
  const policy = program.command('policy').description("the school's policy");
  withData(policy.command('show'))
    .description('print the policy in force as YAML')
    .action((flags) => finish(async () => (await import('./policy-command.ts')).showPolicy(flags)));
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
