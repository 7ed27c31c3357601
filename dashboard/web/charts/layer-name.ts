import { categoryName } from '../words/category-words.ts';
import type { StackLayer } from './stack.ts';

export function layerName(layer: StackLayer): string {
  return layer.other ? 'All others' : categoryName(layer.category);
}
