import type { KindContract } from '../../model/kind.js';

export default { authFor: () => 'none' } satisfies KindContract;
