// `schoolgate …`: the command line program that start/ hands over to.
import { runCommandLine } from './commands/command-line.ts';

await runCommandLine(process.argv);
