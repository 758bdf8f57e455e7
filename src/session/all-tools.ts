import type { ServerSession } from './server-target.js';

/** Returns a session in which a project lists all of its tools, not only the few that find the others. */
export function withAllTools(session: ServerSession): ServerSession {
  const { target, provider } = session;
  if (provider === undefined || !('env' in target)) return session;
  const env = { ...target.env, [`${provider.toUpperCase()}_SURFACE`]: 'tools' };
  return { ...session, target: { ...target, env } };
}
