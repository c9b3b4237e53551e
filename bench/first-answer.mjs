// Started by scale.mjs as a process of its own: prints the milliseconds of the engine's very first answer.
import { slotCase, TEAM } from './cases.mjs';
import { freshEngine } from './engine.mjs';
import { once } from './measure.mjs';

console.log(await once(freshEngine()(slotCase(TEAM))));
