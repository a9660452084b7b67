{{- define "tandem.name" -}}
{{- $name := .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- if contains .Chart.Name $name }}{{ $name }}{{ else }}{{ printf "%s-tandem" $name }}{{ end }}
{{- end }}

{{/* Labels of everything; with the role of one service: (dict "root" $ "role" "gateway"). */}}
{{- define "tandem.labels" -}}
{{ include "tandem.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: tandem
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "tandem.selector" -}}
app.kubernetes.io/name: tandem
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end }}

{{- define "tandem.image" -}}
{{ printf "%s/%s:%s" .root.Values.image.repository .role (.root.Values.image.tag | default .root.Chart.AppVersion) }}
{{- end }}

{{- define "tandem.serviceAccount" -}}
{{ if .root.Values.serviceAccount.create }}{{ include "tandem.name" .root }}-{{ .role }}{{ else }}default{{ end }}
{{- end }}

{{/* What the restricted pod security standard asks for, and a root file system that nobody writes to. */}}
{{- define "tandem.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "tandem.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* Stops with what is missing, and what to set. */}}
{{- define "tandem.checked" -}}
{{- $_ := required "temporal.address is missing: host:port of your Temporal frontend, such as temporal-frontend.temporal:7233. To try Tandem out, install the chart helm/dev first; its notes say what to set." .Values.temporal.address }}
{{- $_ := required "objectStore.endpoint is missing: the address of your S3 store, such as http://minio.minio:9000" .Values.objectStore.endpoint }}
{{- if and .Values.operators.existingClaim .Values.operators.existingConfigMap }}
{{- fail "operators.existingClaim and operators.existingConfigMap are both set: expected one of them" }}
{{- end }}
{{- if and .Values.objectStore.secretPrefix .Values.objectStore.existingSecret }}
{{- fail "objectStore.secretPrefix and objectStore.existingSecret are both set: expected one of them" }}
{{- end }}
{{- if not (or .Values.objectStore.secretPrefix .Values.objectStore.existingSecret) }}
{{- range $role, $own := .Values.services }}
{{- if not (default dict $own).objectStoreSecret }}
{{- fail (printf "objectStore.secretPrefix is missing: with the prefix P, the service %s uses the Secret P-%s with the keys accessKey and secretKey, and so does every other (or set objectStore.existingSecret, the name of one Secret for all)" $role $role) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* The Secret with the keys of a service's user: (dict "root" $ "role" ROLE "service" SERVICE). */}}
{{- define "tandem.storeSecret" -}}
{{- $store := .root.Values.objectStore }}
{{- .service.objectStoreSecret | default (ternary (printf "%s-%s" $store.secretPrefix .role) $store.existingSecret (ne $store.secretPrefix "")) }}
{{- end }}

{{/* The volume with operators; empty where there are none. */}}
{{- define "tandem.operators" -}}
{{- with .Values.operators.existingClaim }}persistentVolumeClaim: {claimName: {{ . }}, readOnly: true}{{ end }}
{{- with .Values.operators.existingConfigMap }}configMap: {name: {{ . }}}{{ end }}
{{- end }}

{{- define "tandem.tokensSecret" -}}
{{ .Values.gateway.access.existingSecret | default (printf "%s-tokens" (include "tandem.name" .)) }}
{{- end }}
