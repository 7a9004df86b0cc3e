import type { Texts } from '../en/index.ts';

export const auth: Texts['auth'] = {
  title: 'Entrar',
  subtitle: 'Seus números, conversas e webhooks em um só lugar.',
  tenant: 'Empresa (tenant)',
  tenantHint: 'O nome curto da sua empresa, como o administrador informou',
  email: 'E-mail',
  password: 'Senha',
  submit: 'Entrar',
  required: 'Obrigatório',
  emailInvalid: 'Isto não é um endereço de e-mail',
  passwordShort: 'No mínimo 8 caracteres',
  showPassword: 'Mostrar ou esconder a senha',
  again: {
    title: 'Sua sessão terminou',
    body: 'Entre de novo como {{email}}. Nada nesta página se perde.',
    other: 'Sair',
  },
};
