// The popup behind the extension's button: an honest statement, and how the browser stands.
import { wordsOf } from '#policies/words/words-of.ts';
import { askMine, askStatus, onStandingChange } from '../ask-background.ts';
import { readersLanguage, show, wear } from '../show.ts';
import { popupStyle } from './popup-style.ts';
import { popupBody } from './popup-words.ts';

async function draw(): Promise<void> {
  const status = await askStatus();
  const words = wordsOf(readersLanguage(status.schoolLanguages));
  show(words, 'Schoolgate', popupBody(status, words));
  const mine = await askMine();
  if (mine !== null) show(words, 'Schoolgate', popupBody(status, words, mine));
}

wear(popupStyle);
void draw();
onStandingChange(() => void draw());
