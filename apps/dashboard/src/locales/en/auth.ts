export const auth = {
  title: 'Sign in',
  subtitle: 'Your numbers, conversations and webhooks in one place.',
  tenant: 'Tenant',
  tenantHint: 'The short name of your company, as your administrator gave it',
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  required: 'Needed',
  emailInvalid: 'This is no email address',
  passwordShort: 'At least 8 characters',
  showPassword: 'Show or hide the password',
  again: {
    title: 'Your session has ended',
    body: 'Sign in again as {{email}}. Nothing on this page is lost.',
    other: 'Sign out instead',
  },
};
