// The popup behind the extension's button: an honest statement, and how the browser stands.
import { askStatus, onStandingChange } from '../ask-background.ts';
import { show, wear } from '../show.ts';
import { popupStyle } from './popup-style.ts';
import { popupBody } from './popup-words.ts';

async function draw(): Promise<void> {
  show('Schoolgate', popupBody(await askStatus()));
}

wear(popupStyle);
void draw();
onStandingChange(() => void draw());
