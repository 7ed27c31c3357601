// `npm start`: everything that is missing, then `schoolgate serve`.
import { bringUp } from './bring-up.mjs';
import { launch } from './launch.mjs';
import { orOneSentence } from './trouble.mjs';

await orOneSentence(async () => launch(await bringUp({ builds: true }), ['serve', ...process.argv.slice(2)]));
