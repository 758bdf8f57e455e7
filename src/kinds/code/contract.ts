import type { ContractPort } from '../../model/kind.js';

export default { authFor: () => 'none' } satisfies ContractPort;
