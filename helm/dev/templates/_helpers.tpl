{{/* The Secret with the keys of MinIO's root user. */}}
{{- define "dev.rootSecret" -}}
{{ .Values.existingSecret | default (printf "%s-object-store" .Release.Name) }}
{{- end }}

{{/* A Secret with the keys of a user, which an upgrade keeps: (dict "root" $ "name" NAME "accessKey" KEY). */}}
{{- define "dev.keys" -}}
{{- $kept := lookup "v1" "Secret" .root.Release.Namespace .name }}
apiVersion: v1
kind: Secret
metadata: {name: {{ .name }}}
data:
  {{- if $kept }}
  accessKey: {{ $kept.data.accessKey }}
  secretKey: {{ $kept.data.secretKey }}
  {{- else }}
  accessKey: {{ .accessKey | b64enc }}
  secretKey: {{ randAlphaNum 40 | b64enc }}
  {{- end }}
{{- end }}

{{- define "dev.storeRoles" -}}
gateway ingestion filtering dedup synthesis publishing training worker
{{- end }}
