/** What WhatsApp calls a contact: the kind of name, and the name. */
export interface IdentityKey {
  kind: string;
  value: string;
}
