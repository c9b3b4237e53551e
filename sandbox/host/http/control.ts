import type { CalendarUser } from '../../calendar/model/resources';
import type {
  ClockReading,
  ConferenceAnswer,
  EditorAnswer,
  ExecutionRecord,
  ProjectInfo,
  SentMail,
  WorldStatus,
} from '../../protocol';
import { ask, json } from './ask';
import type { Json } from '../model/json';

/** The control API. */
export const control = {
  status: () => ask<WorldStatus>('/sandbox/status'),
  project: () => ask<ProjectInfo>('/sandbox/project'),
  mail: () => ask<SentMail[]>('/sandbox/mail'),
  executions: () => ask<ExecutionRecord[]>('/sandbox/executions'),
  clock: (change: Json) => ask<ClockReading>('/sandbox/clock', json(change)),
  user: (profile: Pick<CalendarUser, 'email'> & Partial<CalendarUser>) =>
    ask<CalendarUser>('/sandbox/users', json(profile)),
  reset: (fixture: string) => ask<Json>('/sandbox/reset', json({ fixture })),
  runDueTriggers: () => ask<{ executions: ExecutionRecord[] }>('/sandbox/triggers', json({ run: 'due' })),
  panel: (body: Json) => ask<ExecutionRecord>('/sandbox/panel', json(body)),
  call: (body: Json) => ask<ExecutionRecord>('/sandbox/call', json(body)),
  conference: (body: Json) => ask<ConferenceAnswer>('/sandbox/conference', json(body)),
  editor: (body: Json) => ask<EditorAnswer>('/sandbox/editor', json(body)),
};
