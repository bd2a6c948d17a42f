/** Where nobody has linked anything in the portal. */
export const noPortalLinks = { findByEntity: async () => [] };
