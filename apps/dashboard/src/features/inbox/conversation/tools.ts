/** What stands beside the messages. */
export type Side = 'contact' | 'phone' | undefined;

/** What is open above the conversation. */
export type OpenTool = 'assign' | 'transfer' | 'labels' | 'why' | 'turns' | undefined;
