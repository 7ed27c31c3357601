#!/usr/bin/env node
// `schoolgate …`: any command of the command line program; only those that serve need the builds.
import { bringUp } from './bring-up.mjs';
import { launch } from './launch.mjs';
import { orOneSentence } from './trouble.mjs';

const args = process.argv.slice(2);
const builds = args.some((each) => each === 'serve' || each === 'dashboard');
await orOneSentence(async () => launch(await bringUp({ builds }), args));
