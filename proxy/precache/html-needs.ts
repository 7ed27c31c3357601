// What a page's mark-up asks for, found while it streams past, in the way a browser's preload scanner finds it.
import { Parser } from 'htmlparser2';
import { cssReferences } from './css-references.ts';
import { needAt, type ImportMap, type Need, type NeedKind } from './need.ts';
import { srcsetReferences } from './srcset.ts';
import { importMapOf, moduleImports } from './visit/module-imports.ts';

type Attributes = Readonly<Record<string, string>>;

interface How {
  readonly cors?: boolean;
  readonly alternative?: boolean;
  readonly module?: boolean;
}

/** `as` of `<link rel=preload>`; what is not here is not asked for in advance. */
const preloadKinds: Readonly<Record<string, NeedKind>> = {
  style: 'style',
  script: 'script',
  font: 'font',
  image: 'image',
  video: 'media',
  audio: 'media',
  track: 'track',
};
const iconRelations = ['icon', 'apple-touch-icon', 'mask-icon'];
const scriptTypes = /^(?:|module|(?:text|application)\/(?:javascript|ecmascript|x-javascript))$/i;

export interface HtmlNeeds {
  write(text: string): void;
  /** To be called once; gives everything that was found, in order. */
  end(): Need[];
}

/** `url`: address of the page. `frames`: whether pages in frames are wanted too. */
export function htmlNeeds(url: string, frames: boolean): HtmlNeeds {
  const needs: Need[] = [];
  let base = url;
  let baseSeen = false;
  let style: string | null = null;
  let script: { readonly type: 'module' | 'importmap'; text: string } | null = null;
  let importMap: ImportMap = new Map();
  let mediaElement = 0;
  let sourcesOfPicture = 0;

  const add = (reference: string | undefined, kind: NeedKind, how: How = {}): void => {
    const found = { kind, cors: how.cors ?? false, alternative: how.alternative ?? false, referrer: url };
    const need = reference === undefined ? null : needAt(reference, base, how.module ? { ...found, module: importMap } : found);
    if (need) needs.push(need);
  };
  const addSheet = (text: string): void => {
    for (const { reference, use } of cssReferences(text)) add(reference, use === 'import' ? 'style' : use, { cors: use === 'font' });
  };
  const addCandidates = (srcset: string | undefined, cors: boolean): void => {
    for (const reference of srcsetReferences(srcset ?? '')) add(reference, 'image', { cors, alternative: true });
  };
  const addLink = (attributes: Attributes, cors: boolean): void => {
    const relations = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
    const { href } = attributes;
    if (relations.includes('stylesheet')) add(href, 'style', { cors });
    else if (relations.includes('modulepreload')) add(href, 'script', { cors: true, module: true });
    else if (relations.includes('manifest')) add(href, 'manifest', { cors: true });
    else if (relations.some((one) => iconRelations.includes(one))) add(href, 'image');
    else if (relations.includes('preload')) {
      const kind = preloadKinds[(attributes['as'] ?? '').toLowerCase()];
      if (kind) add(href, kind, { cors: cors || kind === 'font' });
      addCandidates(attributes['imagesrcset'], cors);
    }
  };

  const addScript = (attributes: Attributes, cors: boolean): void => {
    const type = (attributes['type'] ?? '').toLowerCase();
    const { src } = attributes;
    if (src === undefined && (type === 'module' || type === 'importmap')) script = { type, text: '' };
    else if (scriptTypes.test(type) && attributes['nomodule'] === undefined)
      add(src, 'script', { cors: cors || type === 'module', module: type === 'module' });
  };
  const endScript = ({ type, text }: { readonly type: 'module' | 'importmap'; readonly text: string }): void => {
    if (type === 'importmap') importMap = new Map([...importMap, ...importMapOf(text, base)]);
    else
      for (const { reference, later } of moduleImports(text, importMap))
        add(reference, 'script', { cors: true, module: true, alternative: later });
  };

  const open = (name: string, attributes: Attributes): void => {
    const cors = attributes['crossorigin'] !== undefined;
    if (attributes['style'] !== undefined) addSheet(attributes['style']);
    switch (name) {
      case 'base':
        // Only the first one counts, and it may itself be relative.
        if (!baseSeen && attributes['href'] !== undefined) base = URL.parse(attributes['href'], url)?.href ?? base;
        baseSeen ||= attributes['href'] !== undefined;
        break;
      case 'link':
        addLink(attributes, cors);
        break;
      case 'script':
        addScript(attributes, cors);
        break;
      case 'img':
        // Where there are other candidates a browser may take one of them instead.
        add(attributes['src'], 'image', { cors, alternative: sourcesOfPicture > 0 || attributes['srcset'] !== undefined });
        addCandidates(attributes['srcset'], cors);
        break;
      case 'source':
        if (mediaElement > 0) add(attributes['src'], 'media', { cors });
        else if (attributes['srcset'] !== undefined) sourcesOfPicture += 1;
        addCandidates(attributes['srcset'], cors);
        break;
      case 'picture':
        sourcesOfPicture = 0;
        break;
      case 'video':
        add(attributes['poster'], 'image');
        add(attributes['src'], 'media', { cors });
        mediaElement += 1;
        break;
      case 'audio':
        add(attributes['src'], 'media', { cors });
        mediaElement += 1;
        break;
      case 'track':
        add(attributes['src'], 'track', { cors });
        break;
      case 'input':
        if (attributes['type']?.toLowerCase() === 'image') add(attributes['src'], 'image');
        break;
      case 'image':
        add(attributes['href'] ?? attributes['xlink:href'], 'image');
        break;
      case 'embed':
        add(attributes['src'], 'frame');
        break;
      case 'object':
        add(attributes['data'], 'frame');
        break;
      case 'iframe':
      case 'frame':
        if (frames) add(attributes['src'], 'frame');
        break;
      case 'style':
        style = '';
        break;
    }
  };

  const parser = new Parser({
    onopentag: open,
    ontext(text) {
      if (style !== null) style += text;
      if (script !== null) script.text += text;
    },
    onclosetag(name) {
      if (name === 'style' && style !== null) {
        addSheet(style);
        style = null;
      }
      if (name === 'script' && script !== null) {
        endScript(script);
        script = null;
      }
      if (name === 'picture') sourcesOfPicture = 0;
      if ((name === 'video' || name === 'audio') && mediaElement > 0) mediaElement -= 1;
    },
  });
  return {
    write: (text) => parser.write(text),
    end() {
      parser.end();
      return needs;
    },
  };
}
