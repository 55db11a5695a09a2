// Kùzu through its own binding, one thread.
import kuzu from 'kuzu';

import {KuzuLike} from './kuzu_like.mjs';

export default class Kuzu extends KuzuLike {
  constructor() { super(kuzu); }
}
