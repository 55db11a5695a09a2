// LadybugDB, the fork that goes on from Kùzu, one thread.
import ladybug from '@ladybugdb/core';

import {KuzuLike} from './kuzu_like.mjs';

export default class Ladybug extends KuzuLike {
  constructor() { super(ladybug); }
}
