export { CheckMedia } from './check-media.ts';
export { mediaOfMessage, withTheirMedia, type DeletedMessages } from './deleted-messages.ts';
export { mediaReferences } from './media-references.ts';
export { MediaModule } from './media.module.ts';
export { MediaNotReady, PrepareMedia } from './prepare-media.ts';
export { RecordInboundMedia } from './record-inbound-media.ts';
export { RemoveFiles } from './remove-files.ts';
