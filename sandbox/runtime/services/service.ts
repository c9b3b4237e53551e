import type { ExecutionRequest } from '../../protocol';
import type { World } from '../../world/world';
import type { Project } from '../project';

/** What a service call knows of the execution that it comes from. */
export interface CallContext {
  world: World;
  project: Project;
  execution: string;
  request: ExecutionRequest;
  /** What getUrl() of the web app answers in this execution. */
  webAppUrl: string | null;
  /** The person at the keyboard; blank for a stranger. */
  activeUser: string;
}

/** One method of a service: JSON in, JSON out; what it throws the script sees. */
export type Method = (context: CallContext, ...args: unknown[]) => unknown;

export interface Service {
  /** The name under which scripts know it, as the list of calls shows it; null: its calls are not listed. */
  shown: string | null;
  /** A method as scripts write it, where that differs. */
  shownMethod?: (method: string) => string;
  /** Computes only: answered at once, also while others have their turn. */
  local?: boolean;
  methods: Readonly<Record<string, Method>>;
}
